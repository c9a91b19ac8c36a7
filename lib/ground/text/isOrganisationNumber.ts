const WEIGHTS = [3, 2, 7, 6, 5, 4, 3, 2] as const;

/**
 * Whether nine digits are an organisation number: the last one is the check digit of the others, by modulus 11, as the
 * Brønnøysund Register Centre gives them out.
 * @example isOrganisationNumber("889640782") // true
 */
export function isOrganisationNumber(text: string): boolean {
  if (!/^\d{9}$/.test(text)) return false;
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(text[i]), 0);
  // A remainder of 1 would need the digit 10: such numbers are not given out.
  return (11 - (sum % 11)) % 11 === Number(text[8]);
}
