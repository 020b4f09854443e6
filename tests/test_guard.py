"""What the window refuses: other names, other pages, addresses to fetch; and that its own page gets through.

Before a server that only counts; knows nothing of what the window answers.
"""

import json
import socket

import pytest
from starlette.testclient import TestClient

from assistant.guard import LARGEST_MESSAGE, Guard, Message, Receive, Send

PORT = 7860
OWN = f"http://127.0.0.1:{PORT}"
JOIN = "/gradio_api/queue/join"
FOREIGN = [
    {"Origin": "http://evil.example"},
    {"Origin": "https://127.0.0.1:7860"},
    {"Origin": "http://127.0.0.1:7861"},
    {"Origin": "http://127.0.0.1"},
    {"Origin": "http://localhost:7860"},
    {"Origin": "http://127.0.0.1:7860.evil.example"},
    {"Origin": "null"},
    {"Origin": ""},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Origin": OWN},
]


class Server:
    """Keeps the body of whatever reaches it, and answers as permissively as Gradio does."""

    def __init__(self) -> None:
        self.reached: list[bytes] = []

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        body, more = b"", True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        self.reached.append(body)
        headers = [
            (b"access-control-allow-origin", b"http://localhost:9999"),
            (b"Access-Control-Allow-Credentials", b"true"),
            (b"x-kept", b"yes"),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"reached"})


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def client(server: Server) -> TestClient:
    return guarded(server)


def guarded(server: Server, host: str = "127.0.0.1", base_url: str = OWN) -> TestClient:
    return TestClient(Guard(server, host=host), base_url=base_url)


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "127.0.0.1:1", "localhost", "localhost.", "LOCALHOST:1", "LocalHost.:7860"),
        *("[::1]", "[::1]:7860", "127.0.0.1.:7860"),
    ],
)
@pytest.mark.parametrize("listening", ["127.0.0.1", "localhost", "LOCALHOST", "::1", "127.0.0.2"])
def test_a_window_on_loopback_answers_to_every_name_of_loopback(
    server: Server, host: str, listening: str
) -> None:
    assert guarded(server, listening).get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "evil.example:7860", "localhost.evil.example", "127.0.0.1.evil.example:7860"),
        *(
            "localhost@evil.example",
            "localhost:80:80",
            "localhost:x",
            "",
            ".",
            ":7860",
            "[::1",
            "[::2]",
            "10.0.0.1",
        ),
    ],
)
def test_a_window_on_loopback_answers_to_no_other_name(server: Server, client: TestClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 421
    assert server.reached == []


@pytest.mark.parametrize("listening", ["0.0.0.0", "::", "archive.example"])
@pytest.mark.parametrize(
    "host",
    ["192.168.1.5:7860", "[fe80::1]:7860", "127.0.0.1", "localhost:7860", socket.gethostname().upper()],
)
def test_a_window_for_others_answers_to_addresses_and_this_machines_names(
    server: Server, host: str, listening: str
) -> None:
    client = guarded(server, listening)
    assert client.get("/", headers={"Host": host}).status_code == 200
    assert client.post(JOIN, headers={"Host": host, "Origin": f"http://{host}"}).status_code == 200
    assert client.post(JOIN, headers={"Host": host, "Origin": "http://evil.example:7860"}).status_code == 403


def test_a_window_for_others_answers_to_the_name_it_was_given(server: Server) -> None:
    client = guarded(server, "Archive.example")
    assert client.get("/", headers={"Host": "archive.example:7860"}).status_code == 200


@pytest.mark.parametrize("listening", ["0.0.0.0", "::", "192.168.1.5"])
@pytest.mark.parametrize(
    "host", ["evil.example:7860", "192.168.1.5.evil.example", "localhost.evil.example", ""]
)
def test_a_window_for_others_answers_to_no_name_that_a_page_elsewhere_may_point_at_it(
    server: Server, host: str, listening: str
) -> None:
    client = guarded(server, listening)
    assert client.get("/", headers={"Host": host}).status_code == 421
    assert client.post(JOIN, headers={"Host": host, "Origin": f"http://{host}"}).status_code == 421
    assert server.reached == []


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_that_another_page_sends_reaches_the_server(
    server: Server, client: TestClient, method: str, headers: dict[str, str]
) -> None:
    response = client.request(method, "/gradio_api/component_server", headers=headers)
    assert response.status_code == 403
    assert not [name for name in response.headers if name.startswith("access-control-")]
    assert "connect-src 'self'" in response.headers["content-security-policy"]
    assert server.reached == []


@pytest.mark.parametrize("origin", [OWN, "HTTP://127.0.0.1:7860", None])
@pytest.mark.parametrize("site", ["same-origin", "none", None])
def test_the_windows_own_page_gets_through(client: TestClient, origin: str | None, site: str | None) -> None:
    headers = {"Origin": origin, "Sec-Fetch-Site": site}
    given = {name: value for name, value in headers.items() if value is not None}
    assert client.post(JOIN, headers=given, json={}).status_code == 200
    assert client.get("/assets/x.js", headers=given).status_code == 200


def test_a_port_that_is_the_usual_one_need_not_be_said(server: Server) -> None:
    client = guarded(server, base_url="http://localhost")
    said = {"Host": "localhost:80", "Origin": "http://localhost"}
    assert client.post(JOIN, headers=said).status_code == 200
    assert client.post(JOIN, headers=said | {"Origin": "http://localhost:443"}).status_code == 403


def test_a_link_on_another_page_may_open_the_window_and_nothing_else(client: TestClient) -> None:
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert client.get("/", headers=link).status_code == 200
    assert client.head("/?from=there", headers=link).status_code == 200
    assert client.post("/", headers=link).status_code == 403
    assert client.get("/config", headers=link).status_code == 403
    assert client.get("/", headers=link | {"Sec-Fetch-Mode": "cors"}).status_code == 403
    assert client.get("/", headers=link | {"Origin": "http://evil.example"}).status_code == 403


def test_no_answer_allows_another_origin_anything(client: TestClient) -> None:
    headers = client.get("/").headers
    assert not [name for name in headers if name.startswith("access-control-")]
    assert headers["x-kept"] == "yes" and "connect-src 'self'" in headers["content-security-policy"]


@pytest.mark.parametrize("key", ["path", "url"])
@pytest.mark.parametrize(
    "address",
    [
        *("http://evil.example/x.txt", "HTTPS://evil.example", " http://evil.example", "file:///etc/passwd"),
        *("ftp://evil.example/x", "data:text/plain,x", "http://127.0.0.1:7860/config"),
        *(
            "http://127.0.0.1:7861/gradio_api/file=x",
            "http://127.0.0.1:7860@evil.example/gradio_api/file=x",
            "http://127.0.0.1:7860\\@evil.example/gradio_api/file=x",
        ),
    ],
)
@pytest.mark.parametrize("kind", ["application/json", "text/plain", None])
def test_an_address_to_fetch_does_not_reach_the_server_however_deep_it_is(
    server: Server, client: TestClient, key: str, address: str, kind: str | None
) -> None:
    body = json.dumps({"data": [[{"x": {key: address, "meta": {"_type": "gradio.FileData"}}}]]})
    headers = {} if kind is None else {"Content-Type": kind}
    for path in (JOIN, "/gradio_api/run/add", "/gradio_api/call/add", "/gradio_api/upload"):
        assert client.post(path, content=body, headers=headers).status_code == 403
    assert server.reached == []


def test_a_body_comes_to_the_server_as_it_was_sent(server: Server, client: TestClient) -> None:
    file = {"path": "/tmp/gradio/x.txt", "url": f"{OWN}/gradio_api/file=/tmp/gradio/x.txt"}
    sent = json.dumps(
        {"data": [[file]], "question": "What is at https://x.org?", "ü": ["😀", 1e300]}
    ).encode()
    assert client.post(JOIN, content=sent, headers={"Origin": OWN}).status_code == 200
    pieces = (sent[start : start + 7] for start in range(0, len(sent), 7))
    assert client.post(JOIN, content=pieces).status_code == 200
    assert client.post(JOIN).status_code == 200
    assert server.reached == [sent, sent, b""]


def test_an_own_address_is_no_path(client: TestClient) -> None:
    body = {"path": f"{OWN}/gradio_api/file=/tmp/gradio/x.txt"}
    assert client.post(JOIN, json=body).status_code == 403


@pytest.mark.parametrize("body", [b"{", b"\xff", b"a=b", b"[" * 200_000, b"1" * 5000])
def test_what_is_not_json_is_refused(server: Server, client: TestClient, body: bytes) -> None:
    assert client.post(JOIN, content=body).status_code == 400
    assert server.reached == []


def test_a_message_has_a_largest_size_and_an_upload_has_not(server: Server, client: TestClient) -> None:
    largest = b'"' + b"x" * (LARGEST_MESSAGE - 2) + b'"'
    assert client.post(JOIN, content=largest).status_code == 200
    assert client.post(JOIN, content=largest + b" ").status_code == 413
    multipart = {"Content-Type": "multipart/form-data; boundary=b"}
    assert client.post(JOIN, content=largest + b" ", headers=multipart).status_code == 413
    assert client.post("/gradio_api/upload", content=largest * 2, headers=multipart).status_code == 200
    assert [len(body) for body in server.reached] == [LARGEST_MESSAGE, 2 * LARGEST_MESSAGE]
