// `npm run gate`: recall and precision of the gate on the sentences of our own.
import { measureGate, measureSound } from "./measure.js";

const { recall, precision, counts, missed, stopped } = measureGate();
const percent = (share) => `${(100 * share).toFixed(1)} %`;
console.log(`${counts.false} false sentences, ${counts.honest} honest ones`);
console.log(`recall    ${percent(recall)}`);
console.log(`precision ${percent(precision)}`);
const sound = measureSound();
console.log(
  `By their sound alone, each learnt from the others: recall ${percent(sound.recall)}, precision ${percent(sound.precision)}`,
);
for (const sentence of missed) console.log(`  passed though false: ${sentence}`);
for (const sentence of stopped) console.log(`  refused though honest: ${sentence}`);
