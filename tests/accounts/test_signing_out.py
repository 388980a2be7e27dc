from isms.access.rules import Role
from tests.conftest import token


def test_signing_out_ends_the_sign_in_on_the_server_whatever_cookie_is_kept(client_as):
    client = client_as(Role.COORDINATOR)
    kept = client.get_cookie("isms").value

    answer = client.post("/sign-out", data={"csrf_token": token(client, "/account")})
    client.set_cookie("isms", kept)

    assert answer.status_code == 302
    assert client.get("/assets").headers["Location"].startswith("/sign-in")
