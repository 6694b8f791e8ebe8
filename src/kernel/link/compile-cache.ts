import module from "node:module";

/** Keeps compiled code across starts, where Node can (22.1 and later); imported first, for it helps what is loaded after it. */
(module as { enableCompileCache?: () => unknown }).enableCompileCache?.();
