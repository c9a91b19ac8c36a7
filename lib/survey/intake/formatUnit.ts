import { parseAmount } from "./parseAmount.js";

/** What the number format of a cell says of the unit of its number. */
export type FormatUnit =
  /** Nothing but digits, or kroner as they are. */
  | { readonly kind: "none" }
  /** One in the cell stands for so many kroner. */
  | { readonly kind: "kroner"; readonly each: number }
  /** Something that is no unit of kroner: per cent, euro, a word. */
  | { readonly kind: "unknown" };

/** The parts of a section: quoted and escaped text, brackets, fills and widths, scientific notation, other characters. */
const PARTS = /"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|[_*].|E[+-]|(.)/gsu;

/**
 * Reads the unit out of a cell's number format, as Excel shows it beside the number.
 *
 * A comma behind the last digit makes Excel show thousandths: `0.0,, "MNOK"` shows 12.5 MNOK for 12 500 000, so one
 * in the cell is one krone there.
 * @param code The format's code: `#,##0 "tkr"`. Sections for negative numbers and texts are left out.
 * @example formatUnit('0.0 "MNOK"') // { kind: "kroner", each: 1000000 }
 */
export function formatUnit(code: string): FormatUnit {
  if (/^(?:general|standard|@)?$/i.test(code.trim())) return { kind: "none" };
  const { digits, before, after } = splitSection(code);
  const thousandths = /,*$/.exec(digits)?.[0].length ?? 0;
  const words = `${before} ${after}`.replace(/[\s()\-–.,]+/g, " ").trim();
  // Without a place for digits the number is not shown at all.
  if (digits === "") return { kind: "unknown" };
  if (words === "" || /^(?:kr|nok|kroner)$/i.test(words)) {
    // Shown in thousands without saying so: the body may have read it as kroner, or written it in thousands.
    if (thousandths > 0) return { kind: "unknown" };
    return { kind: "none" };
  }
  const { status, kroner } = parseAmount(`${before.trim()} 1 ${after.trim()}`.replace(/\s*,-/, ",-"));
  if (status !== "ok" || kroner === null) return { kind: "unknown" };
  return { kind: "kroner", each: kroner / 1000 ** thousandths };
}

/** The first section of a code: its placeholders, and the text before and after them. */
function splitSection(code: string): { digits: string; before: string; after: string } {
  let digits = "";
  const around = { before: "", after: "" };
  for (const [whole, quoted, escaped, currency, char] of code.matchAll(PARTS)) {
    if (char === ";") break;
    const isPlaceholder = char !== undefined && /[0#?.,/]/.test(char);
    // A comma or point is a placeholder's only between them: `# ##0,-`.
    if (isPlaceholder && (/[0#?]/.test(char) || digits !== "")) digits += char;
    else if (char === " " && digits !== "" && around.after === "") continue;
    else
      around[digits === "" ? "before" : "after"] +=
        quoted ?? escaped ?? currency ?? char ?? (whole ? "" : "");
  }
  return { digits, ...around };
}
