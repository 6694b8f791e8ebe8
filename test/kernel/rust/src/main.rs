//! A client that takes no message it cannot read whole: `strict-client NODE KERNEL` starts the kernel, asks for everything, and
//! prints a line `channel type` for each message it was given.

use jupyter_protocol::{
    ConnectionInfo, ExecutionState, JupyterMessage, JupyterMessageContent as Content,
};
use jupyter_zmq_client as client;
use serde_json::{json, Value};
use std::error::Error;
use std::time::Duration;

type Outcome<T> = Result<T, Box<dyn Error>>;

const PATIENCE: Duration = Duration::from_secs(120);

/// The parts of a cell that bring about every kind of output.
const OUTPUTS: &str = r#"
const kernel = (globalThis as any)[Symbol.for("tunebook.kernel")];
console.log("out"); console.error("err");
kernel.display({ "text/plain": "first" }, { displayId: "d" });
kernel.display({ "text/plain": "second" }, { displayId: "d", update: true });
const comm = kernel.comm.open("strict", { a: 1 }); comm.send({ b: 2 }); comm.close();
kernel.clearOutput(true);
({ a: 1, html: true })"#;

fn execute(code: &str) -> Value {
    json!({ "code": code, "silent": false, "store_history": true, "user_expressions": { "e": "1 + 1" },
            "allow_stdin": false, "stop_on_error": true })
}

fn questions() -> Vec<(&'static str, Value)> {
    vec![
        ("kernel_info_request", json!({})),
        ("execute_request", execute(OUTPUTS)),
        (
            "execute_request",
            execute("throw new RangeError('too far')"),
        ),
        ("execute_request", execute("const x: string = 5")),
        (
            "complete_request",
            json!({ "code": "console.lo", "cursor_pos": 10 }),
        ),
        (
            "inspect_request",
            json!({ "code": "console", "cursor_pos": 7, "detail_level": 0 }),
        ),
        ("is_complete_request", json!({ "code": "f(1" })),
        (
            "history_request",
            json!({ "output": true, "raw": true, "hist_access_type": "tail", "n": 2 }),
        ),
        ("comm_info_request", json!({ "target_name": null })),
        ("interrupt_request", json!({})),
        ("shutdown_request", json!({ "restart": false })),
    ]
}

fn is_control(kind: &str) -> bool {
    kind == "interrupt_request" || kind == "shutdown_request"
}

/// Notes a message, which must be of a kind that the protocol knows.
fn note(channel: &str, message: &JupyterMessage) -> Outcome<()> {
    if let Content::UnknownMessage(unknown) = &message.content {
        return Err(format!("{channel}: unknown message {unknown:?}").into());
    }
    println!("{channel} {}", message.content.message_type());
    Ok(())
}

fn answers(message: &JupyterMessage, request: &JupyterMessage) -> bool {
    message.parent_header.as_ref().map(|header| &header.msg_id) == Some(&request.header.msg_id)
}

async fn connection(folder: &std::path::Path) -> Outcome<(ConnectionInfo, std::path::PathBuf)> {
    let ports = client::peek_ports("127.0.0.1".parse()?, 5).await?;
    let written = json!({ "transport": "tcp", "ip": "127.0.0.1", "key": "strict", "signature_scheme": "hmac-sha256",
        "shell_port": ports[0], "iopub_port": ports[1], "stdin_port": ports[2], "control_port": ports[3], "hb_port": ports[4] });
    let path = folder.join(format!("strict-client-{}.json", std::process::id()));
    std::fs::write(&path, written.to_string())?;
    Ok((serde_json::from_value(written)?, path))
}

async fn converse(info: &ConnectionInfo) -> Outcome<()> {
    let session = "strict-session";
    let mut iopub = client::create_client_iopub_connection(info, "", session).await?;
    let identity = client::peer_identity_for_session(session)?;
    let mut shell =
        client::create_client_shell_connection_with_identity(info, session, identity).await?;
    let mut control = client::create_client_control_connection(info, session).await?;
    let mut heartbeat = client::create_client_heartbeat_connection(info).await?;
    heartbeat.single_heartbeat().await?;
    for (kind, content) in questions() {
        let request = JupyterMessage::new(Content::from_type_and_content(kind, content)?, None);
        let reply = if is_control(kind) {
            control.send(request.clone()).await?;
            control.read().await?
        } else {
            shell.send(request.clone()).await?;
            shell.read().await?
        };
        note(if is_control(kind) { "control" } else { "shell" }, &reply)?;
        if kind == "shutdown_request" {
            return Ok(());
        }
        loop {
            let message = iopub.read().await?;
            note("iopub", &message)?;
            match &message.content {
                Content::Status(status)
                    if status.execution_state == ExecutionState::Idle
                        && answers(&message, &request) =>
                {
                    break
                }
                _ => continue,
            }
        }
    }
    Ok(())
}

/// The kernel binds its sockets before it answers; until then nobody listens there.
async fn until_it_listens(info: &ConnectionInfo) {
    while std::net::TcpStream::connect(("127.0.0.1", info.iopub_port)).is_err() {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let (info, path) = connection(&std::env::temp_dir()).await?;
    let mut kernel = tokio::process::Command::new(&arguments[1])
        .args([&arguments[2], "--connection-file"])
        .arg(&path)
        .kill_on_drop(true)
        .spawn()?;
    let conversation = tokio::time::timeout(PATIENCE, async {
        until_it_listens(&info).await;
        converse(&info).await
    });
    let outcome = conversation.await;
    let _ = kernel.kill().await;
    std::fs::remove_file(path)?;
    outcome?
}
