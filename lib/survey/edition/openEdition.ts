import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Edition, loadEdition } from "../../ground/edition/edition.js";
import { type PrivateFiles, privateFiles } from "../../ground/edition/privateFiles.js";
import { ContentError } from "../../ground/errors.js";
import { dataFolder, projectRoot } from "../../ground/project.js";
import { type Correction, readCorrections } from "../corrections/readCorrections.js";
import { type Body, readFrame } from "../frame/readFrame.js";
import { loadQuestionnaire } from "../questionnaire/loadQuestionnaire.js";
import type { Questionnaire } from "../questionnaire/types.js";
import {
  type DerivedFigure,
  type EarlierFigure,
  type PublishedLine,
  readDerived,
  readEarlier,
  readPublishedLines,
} from "./published.js";

/**
 * Everything of an edition but the answers, each file read once and in one way: when it is first asked for.
 * What can't be used throws then, with all that is wrong with the file.
 */
export interface OpenEdition {
  readonly year: number;
  /** `data/<year>`, from the machine's root. */
  readonly folder: string;
  /** Where the answers and the log lie. */
  readonly private: PrivateFiles;
  /** Title page, facts and names: `edition.json`. */
  readonly edition: Edition;
  /** The edition's date, since no answer or correction is younger than the note; null while there is no title page. */
  readonly lastDay: string | null;
  /** Items, options, routing, frame columns, edit rules: `questionnaire.ts`, as compiled. */
  readonly questionnaire: Questionnaire;
  /** The bodies that were asked: `frame.csv`; none where the questionnaire has no frame. */
  readonly frame: readonly Body[];
  /** The corrections log: `corrections.csv`. */
  readonly log: readonly Correction[];
  readonly published: {
    /** Figures of the year's publication, none without one: `reference/figures.csv`. */
    readonly figures: readonly PublishedLine[];
    /** What follows from them by arithmetic, none without: `reference/derived.csv`. */
    readonly derived: readonly DerivedFigure[];
    /** The numbers of a year without answers, null for others: `figures.csv`. */
    readonly earlier: readonly EarlierFigure[] | null;
  };
}

const open = new Map<string, { stamp: string; edition: OpenEdition }>();

/**
 * Opens a year: hands on what its files hold. An open edition stays open in this process until one of its files is
 * another.
 * @param root The folder that holds `data/`.
 * @example const { questionnaire, frame } = openEdition(2019); frame.length // 73
 */
export function openEdition(year: number, root: string = projectRoot): OpenEdition {
  const folder = dataFolder(year, root);
  const hidden = privateFiles(year, root);
  const paths = {
    frame: join(folder, "frame.csv"),
    log: hidden.log,
    figures: join(folder, "reference", "figures.csv"),
    derived: join(folder, "reference", "derived.csv"),
    earlier: join(folder, "figures.csv"),
  };
  const stamp = [join(folder, "edition.json"), ...Object.values(paths)].map(stampOf).join();
  const known = open.get(folder);
  if (known?.stamp === stamp) return known.edition;
  const titlePage = once(() => loadEdition(root, year));
  const questionnaire = once(() => loadQuestionnaire(year));
  const frame = once(() => (questionnaire().framed ? readFrame(paths.frame, questionnaire()) : []));
  const lastDay = once(() => (existsSync(join(folder, "edition.json")) ? titlePage().date : null));
  // A table that nothing is wrong with needs no log.
  const isRegister = (): boolean => existsSync(hidden.register) && !existsSync(paths.log);
  const log = once(() => {
    if (isRegister()) return [];
    if (!existsSync(paths.log)) throw new ContentError(hidden.missing(paths.log));
    return readCorrections(paths.log, questionnaire(), lastDay());
  });
  const figures = once(() => (existsSync(paths.figures) ? readPublishedLines(paths.figures) : []));
  const derived = once(() => (existsSync(paths.derived) ? readDerived(paths.derived) : []));
  const earlier = once(() => (existsSync(paths.earlier) ? readEarlier(paths.earlier, year) : null));
  const edition: OpenEdition = {
    year,
    folder,
    private: hidden,
    get edition() {
      return titlePage();
    },
    get lastDay() {
      return lastDay();
    },
    get questionnaire() {
      return questionnaire();
    },
    get frame() {
      return frame();
    },
    get log() {
      return log();
    },
    published: {
      get figures() {
        return figures();
      },
      get derived() {
        return derived();
      },
      get earlier() {
        return earlier();
      },
    },
  };
  open.set(folder, { stamp, edition });
  return edition;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Changes with the file, also where its time was set back: the editions that a snapshot holds were opened days ago. */
function stampOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat ? `${stat.mtimeMs}:${stat.ctimeMs}:${stat.size}:${stat.ino}` : "";
}

/** The lock that whoever changes answers, frame or log holds; see withLock. */
export function lockOf({ private: { folder } }: OpenEdition): string {
  return join(folder, ".lock");
}

/** What the survey is called on forms, receipts and lists: its title, with the year if the title has none. */
export function titleOf({ edition, year }: OpenEdition): string {
  return edition.title.includes(String(year)) ? edition.title : `${edition.title} ${year}`;
}
