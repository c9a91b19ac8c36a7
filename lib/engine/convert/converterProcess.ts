/** A process with a warm tslab converter; its working folder is the notebooks' folder, as in Jupyter. */

import { readLines } from "../process/readLines.js";
import { createCellConverter } from "./cellConverter.js";
import { answerWith, tellStarted } from "./converterOrder.js";

// Ctrl-C reaches the whole process group: the parent ends its processes itself.
process.on("SIGINT", () => {});
const { convert } = createCellConverter();
tellStarted();
// Not in a blocking loop: tslab watches the files of the notebook's folder meanwhile.
readLines(process.stdin, (line) => answerWith(convert, line));
process.stdin.on("close", () => process.exit());
