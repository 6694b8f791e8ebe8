// Every chapter's exercises, each in a file of its own: anyone who looks for the solution here has earned it.
import "./chapter-00.js";
import "./chapter-01.js";
import "./chapter-02.js";
import "./chapter-03.js";
import "./chapter-04.js";
import "./chapter-05.js";
import "./chapter-06.js";
import "./chapter-07.js";
import "./chapter-08.js";
import "./chapter-09.js";
import "./chapter-12.js";
import "./chapter-18.js";
import "./chapter-22.js";
import "./chapter-27.js";
import "./chapter-20.js";
import "./chapter-24.js";
import "./chapter-21.js";
