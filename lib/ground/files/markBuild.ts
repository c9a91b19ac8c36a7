// Build step, the last: what the build was made from.
import { writeBuildMark } from "./buildMark.js";

writeBuildMark();
