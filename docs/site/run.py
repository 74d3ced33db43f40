"""python3 run.py KERNELS IN OUT: runs a notebook, cell by cell, and writes it with outputs.

nbconvert stops listening at the kernel's `idle`; Deno's kernel may print after it. So each cell is given a moment of silence.
"""
import json
import queue
import sys

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

SILENCE_SECONDS = 1.5
CELL_SECONDS = 300


def outputs_of(client, code):
    request = client.execute(code)
    outputs, idle = [], False
    while True:
        try:
            message = client.get_iopub_msg(timeout=SILENCE_SECONDS if idle else CELL_SECONDS)
        except queue.Empty:
            if idle:
                return outputs
            raise
        if message["parent_header"].get("msg_id") != request:
            continue
        kind, content = message["msg_type"], message["content"]
        if kind == "status":
            idle = idle or content["execution_state"] == "idle"
        elif kind == "stream" and outputs and outputs[-1].get("name") == content["name"]:
            outputs[-1]["text"] += content["text"]
        elif kind in ("stream", "display_data", "execute_result", "error"):
            content.pop("transient", None)
            outputs.append({"output_type": kind, **content})
        if kind == "error":
            sys.exit(code + "\n\n" + content["ename"] + ": " + content["evalue"])


kernels, source, target = sys.argv[1:]
with open(source, encoding="utf8") as file:
    notebook = json.load(file)
manager = KernelManager(kernel_name="deno")
manager.kernel_spec_manager = KernelSpecManager(kernel_dirs=[kernels])
manager.start_kernel(cwd=source.rpartition("/")[0])
client = manager.client()
client.start_channels()
try:
    client.wait_for_ready(timeout=60)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = outputs_of(client, "".join(cell["source"]))
finally:
    client.stop_channels()
    manager.shutdown_kernel(now=True)
with open(target, "w", encoding="utf8") as file:
    json.dump(notebook, file)
