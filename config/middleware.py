"""What Django 5.2 has no setting for: response headers, and our own answer to requests that cannot be read."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.http import parse_header_parameters
from django.views.defaults import bad_request

METHODS = ("GET", "HEAD", "OPTIONS", "POST")
UNREADABLE = "unreadable"

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)


def security_headers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Send a strict content security policy, and keep pages out of shared caches: they show one person's view."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware


class CompressedPages(GZipMiddleware):
    """Sends pages compressed. PDFs, spreadsheets and pictures are compressed already.

    What is sent cannot be guessed from its length (BREACH): each token of a form is masked anew, and Django adds up to
    100 random bytes to every answer.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_text = response.headers.get("Content-Type", "").startswith("text/")
        return super().process_response(request, response) if is_text else response


def readable_requests(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Refuse what no page of ours is for before anybody else meets it: other methods, and what cannot be read.

    The page that says so reads the form again, for its token. It finds an empty one, or it would fail as well.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        try:
            if request.content_type == UNREADABLE:
                raise BadRequest("What is sent must be in UTF-8.")
            request.POST  # noqa: B018  (reads the form, with all that can go wrong)
        except (BadRequest, SuspiciousOperation, MultiPartParserError, UnreadablePostError) as error:
            request.POST = QueryDict()
            return bad_request(request, error)
        return get_response(request)

    return middleware


def readable_content_type(application: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """Hand on a content type in another character set than UTF-8 as one that `readable_requests` refuses.

    Django works with the character set before any middleware: a failure there is the server's bare page.
    """

    def wrapped(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        try:
            _, options = parse_header_parameters(environ.get("CONTENT_TYPE", ""))
            in_utf8 = options.get("charset", "utf-8").lower() == "utf-8"
        except ValueError:
            in_utf8 = False
        if not in_utf8:
            environ["CONTENT_TYPE"] = UNREADABLE
        return application(environ, start_response)

    return wrapped
