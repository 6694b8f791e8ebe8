import "./link/compile-cache.js";
import { startEarly } from "./supervisor/children.js";

// Imported first, since the sockets take as long to load as the processes to start.
startEarly();
