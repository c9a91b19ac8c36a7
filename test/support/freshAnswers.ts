import { forgetLoaded } from "notat/dist/lib/survey/answers/loaded.js";

// Runs before each test file: files share a process, and none may find the answers that another has loaded.
forgetLoaded();
