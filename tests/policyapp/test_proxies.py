"""Whom to believe about where a request came from."""

from ipaddress import ip_network

import pytest
from django.http import HttpResponse

from policyapp.middleware import TrustedProxyMiddleware

CLIENT, PROXY, FARTHER = "203.0.113.5", "10.0.0.1", "10.0.0.2"


@pytest.fixture
def seen(rf, settings):
    """`seen(REMOTE_ADDR=..)`: the request as the application sees it, behind 10.0.0.0/8 if nothing else is said."""
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/8")]

    def through(**headers):
        requests = []
        TrustedProxyMiddleware(lambda request: requests.append(request) or HttpResponse())(rf.get("/", **headers))
        return requests[0]

    return through


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        (CLIENT, CLIENT),
        (f"{CLIENT}, {FARTHER}", CLIENT),  # two proxies
        (f"198.51.100.1, {CLIENT}", CLIENT),  # the client wrote the first one itself
        (f" {CLIENT} ,", CLIENT),
        (f"{FARTHER}, 10.9.9.9", FARTHER),  # somebody inside
        ("2001:db8::5", "2001:db8::5"),
        ("", PROXY),
        (f"{CLIENT}, unknown", PROXY),  # what stands left of nonsense proves nothing
        ("203.0.113.5:4711", PROXY),
        ("<script>", PROXY),
    ],
)
def test_the_client_is_the_last_address_that_is_no_proxy(seen, forwarded, address):
    request = seen(REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR=forwarded)
    assert request.META["REMOTE_ADDR"] == address
    assert "HTTP_X_FORWARDED_FOR" not in request.META


@pytest.mark.parametrize("peer", [CLIENT, "2001:db8::1", "", "nonsense"])
def test_a_stranger_is_not_believed(seen, peer):
    request = seen(REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR="127.0.0.1", HTTP_X_FORWARDED_PROTO="https")
    assert (request.META["REMOTE_ADDR"], request.is_secure()) == (peer, False)
    assert "HTTP_X_FORWARDED_FOR" not in request.META


def test_nobody_is_believed_unless_somebody_is_named(seen, settings):
    settings.TRUSTED_PROXIES = []
    request = seen(REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR=CLIENT, HTTP_X_FORWARDED_PROTO="https")
    assert (request.META["REMOTE_ADDR"], request.is_secure()) == ("127.0.0.1", False)


@pytest.mark.parametrize(("proto", "secure"), [("https", True), ("http", False)])
def test_a_proxy_says_whether_its_client_spoke_https(seen, proto, secure):
    assert seen(REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_PROTO=proto).is_secure() is secure


@pytest.mark.parametrize(("trusted", "address"), [(["unix"], CLIENT), ([ip_network("10.0.0.0/8")], "")])
def test_a_local_socket_has_no_address_and_is_trusted_by_name(seen, settings, trusted, address):
    settings.TRUSTED_PROXIES = trusted
    assert seen(REMOTE_ADDR="", HTTP_X_FORWARDED_FOR=CLIENT).META["REMOTE_ADDR"] == address


def test_the_log_has_the_clients_address(client, settings, logged):
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/8")]
    client.get("/nowhere/", REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR=CLIENT)
    assert [line["address"] for line in logged() if line["logger"] == "policyapp.access"] == [CLIENT]


def test_a_forwarded_host_is_not_believed(client, settings):
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/8")]
    response = client.get("/d/x", REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_HOST="evil.example")
    assert "evil.example" not in str(response.headers)
