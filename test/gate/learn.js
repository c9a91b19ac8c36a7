// `npm run gate:learn`: learns from the committed sentences how findings sound, and writes it beside the gate's code.
import { writeFileSync } from "node:fs";
import { LEARNT } from "notat/dist/lib/chapter/prose/findingLike.js";
import { learn } from "./learnFrom.js";
import { sentencesOf } from "./measure.js";

const learnt = learn(sentencesOf("false.txt"), sentencesOf("honest.txt"));
writeFileSync(LEARNT, `${JSON.stringify(learnt, null, 2)}\n`);
