import { UsageError } from "../ground/errors.js";
import { fold, nearest } from "../ground/text/nearest.js";
import type { Body } from "../survey/frame/readFrame.js";

/**
 * The body that `--body` names: by its name, its short name or its organisation number.
 * @throws {UsageError} When the frame has none; with the nearest.
 */
export function findBody(frame: readonly Body[], name: string): Body {
  const names = ({ organisasjonsnummer, virksomhet, kortnavn }: Body) => [
    organisasjonsnummer,
    virksomhet,
    kortnavn,
  ];
  const found = frame.find((body) => names(body).some((known) => fold(known) === fold(name)));
  if (found) return found;
  const near = nearest(name, frame.flatMap(names));
  throw new UsageError(
    `--body must be one of the frame's bodies, but is "${name}".${near ? ` Is it "${near}"?` : " Give its name, its short name or its organisation number as frame.csv has it."}`,
  );
}
