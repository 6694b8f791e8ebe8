// Every chapter's exercises, each in a file of its own: a reader who looks for the solution here has earned it.
import "./chapter-06.js";
