const MONTHS = "januar februar mars april mai juni juli august september oktober november desember".split(
  " ",
);

/** `2019-12-09` → `9. desember 2019`. */
export function formatDate(iso: string): string {
  const [year, month, day] = iso.split("-").map(Number);
  return `${day}. ${MONTHS[(month ?? 1) - 1]} ${year}`;
}
