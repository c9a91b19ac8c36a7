const MONTHS = "januar februar mars april mai juni juli august september oktober november desember".split(
  " ",
);

/** `2019-12-09` → `9. desember 2019`. */
export function formatDate(iso: string): string {
  return `${formatDay(iso)} ${iso.slice(0, 4)}`;
}

/** `2019-12-09` → `9. desember` */
export function formatDay(iso: string): string {
  return `${Number(iso.slice(8, 10))}. ${MONTHS[Number(iso.slice(5, 7)) - 1]}`;
}
