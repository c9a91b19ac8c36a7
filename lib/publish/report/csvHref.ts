/**
 * A table as an address that a link downloads. Only what an address cannot hold is coded: base64 would be a third longer.
 * @example csvHref("Svar;Antall\r\nJa;2\r\n") // "data:text/csv;charset=utf-8,Svar;Antall%0D%0AJa;2%0D%0A"
 */
export function csvHref(csv: string): string {
  // A byte order mark would be lost on the way, as would a space at the end.
  return `data:text/csv;charset=utf-8,${csv.replace(/[%#"&<>\\^`{|}\t\r\n\ufeff]| $/g, encodeURIComponent)}`;
}
