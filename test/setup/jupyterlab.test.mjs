import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { expect } from "chai";
import { thisMachine } from "../../src/setup/context.mjs";
import { jupyterEnvironment } from "../../src/setup/jupyter/environment.mjs";
import { findFreePort } from "../../src/setup/jupyter/free-port.mjs";
import { serve } from "../../src/setup/jupyter/serve.mjs";

const context = thisMachine();

/** @param {string} host @param {number} port @returns {Promise<boolean>} */
const answers = (host, port) =>
  new Promise((resolve) => {
    const socket = connect(port, host, () => resolve(true)).on("error", () => resolve(false));
    socket.setTimeout(1000, () => resolve(false)).on("close", () => socket.destroy());
  });

describe("the course's JupyterLab", () => {
  it("sees nothing of the reader's own Jupyter and Python settings", () => {
    const env = {
      PATH: "/bin",
      JUPYTER_CONFIG_DIR: "/home/me/.jupyter",
      JUPYTER_TOKEN: "x",
      PYTHONPATH: "/lib",
      HTTPS_PROXY: "http://proxy",
    };
    const inner = jupyterEnvironment({ ...context, env });
    expect(inner).to.include({ PATH: "/bin", HTTPS_PROXY: "http://proxy" });
    expect(inner).to.not.have.any.keys("PYTHONPATH", "JUPYTER_TOKEN");
    expect(inner["JUPYTER_CONFIG_DIR"]).to.contain(context.root);
  });

  it("answers with its token only, on this machine only, with our kernel and no news, and ends when asked", async function () {
    this.timeout(90_000);
    const port = await findFreePort(undefined);
    const server = serve(context, port);
    const { origin, searchParams, pathname } = new URL(await server.address);
    const headers = { authorization: `token ${searchParams.get("token")}` };
    try {
      expect(pathname).to.match(/^\/lab/);
      expect((await fetch(`${origin}/api/kernelspecs`)).status).to.equal(403);
      const specs = /** @type {any} */ (await (await fetch(`${origin}/api/kernelspecs`, { headers })).json());
      expect(Object.keys(specs.kernelspecs)).to.deep.equal(["tslab"]);
      expect(specs.default).to.equal("tslab");
      const page = await (await fetch(`${origin}/lab`, { headers })).text();
      expect(page).to.contain("announcements");
      const others = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
      for (const { address } of others.filter(({ internal, family }) => !internal && family === "IPv4"))
        expect(await answers(address, port), address).to.equal(false);
    } finally {
      server.stop();
    }
    await server.ended;
    expect(await answers("127.0.0.1", port)).to.equal(false);
  });
});
