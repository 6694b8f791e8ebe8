"""How the course's JupyterLab differs from a plain one; set-up starts it with --config on this file."""

import os
import signal
import threading
import time

c = get_config()  # noqa: F821


def end_with(parent):
    """Ends JupyterLab, and with it its kernels, when the program that opened the course is gone, however it ended."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGTERM)


opened_by = int(os.environ.pop("TUNEBOOK_OPENED_BY", "0"))
if opened_by == os.getppid():
    threading.Thread(target=end_with, args=(opened_by,), daemon=True).start()

# Only this machine, and only with the token that set-up hands over in the environment.
c.ServerApp.ip = "127.0.0.1"
c.ServerApp.port_retries = 0
c.ServerApp.allow_root = True  # containers have no other user, and nobody from outside comes in
c.ServerApp.open_browser = False
c.ServerApp.log_level = "WARN"

# The course has one kernel, and new notebooks open with it.
c.KernelSpecManager.allowed_kernelspecs = {"tslab"}
c.MultiKernelManager.default_kernel_name = "tslab"
c.MappingKernelManager.default_kernel_name = "tslab"

# Nothing is asked of the network: no news, no update check, no catalogue of extensions.
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.extension_manager = "readonly"

# A chart with its data is larger than a line of text: let it through.
c.ZMQChannelsWebsocketConnection.iopub_data_rate_limit = 1e9
c.ZMQChannelsWebsocketConnection.iopub_msg_rate_limit = 1e5

# The whole course is readable by name, without the machinery beside it.
c.ContentsManager.hide_globs = ["__pycache__", "*.pyc", "node_modules", "dist"]
