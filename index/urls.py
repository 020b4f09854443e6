"""Tells which web addresses are variants of one article's: tracked, mobile, AMP, http or https.

Knows nothing of what stands at an address: whether two are alike is judged by their letters alone.
"""

import re
from urllib.parse import SplitResult, quote, urlsplit

import idna

from index import fields

_DEFAULT_PORTS = {"http": 80, "https": 443}

# --- parameters that say how a reader came to a page, never which page it is
_TRACKING_PREFIXES = (
    "utm_",  # Google Analytics, and whoever imitates it
    *("at_", "ns_"),  # AT Internet and Comscore, as the BBC and the Daily Mail use them
    *("mtm_", "pk_", "piwik_", "matomo_"),  # Matomo's campaign parameters
    *("_hs", "vero_", "oly_"),  # HubSpot, Vero, Omeda: mailing lists
    *("guce_", "amp_js", "__cft__"),  # Yahoo's consent page, AMP caches, Facebook
)
_TRACKING = frozenset(
    """
    fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid twclid ttclid li_fat_id igshid igsh mc_cid mc_eid
    mkt_tok _ga _gl xtor cmpid ocid icid ncid smid smtyp s_cid wt_mc wt.mc_id ref_src ref_url
    __twitter_impression twitter_impression usqp amp_gsa guccounter wprov xid __source traffic_source
    """.split()  # names that their makers document, or that newsrooms put on links to their own pages
)
_TRACKING_OF_SITE = {  # names that could choose content elsewhere; each site's own share and mailing links
    "cnn.com": {"cid", "iref", "eref", "hpt", "sr"},
    "nytimes.com": {"partner", "emc", "_r", "referringsource", "campaign_id", "instance_id", "segment_id"},
    "theguardian.com": {"cmp"},
    "washingtonpost.com": {"wpisrc", "wpmm", "itid", "tid"},
    "wsj.com": {"mod", "reflink"},
    "bloomberg.com": {"srnd", "sref"},
    "economist.com": {"fsrc"},
    "ft.com": {"ftcamp", "segmentid"},
    "reuters.com": {"feedtype", "feedname"},
    "usatoday.com": {"csp"},
    "dailymail.co.uk": {"ito"},
}
_AMP_PARAMETERS = {  # a name with one of these values asks for the same page in AMP
    "amp": {"", "1", "true", "yes"},
    "_amp": {"", "1", "true"},
    "amp_markup": {"1"},
    "outputtype": {"amp", "amp-type"},
    "output": {"amp"},
}

# --- hosts and paths under which the same article stands
_HOST_PREFIX = re.compile(r"(?:(?:www|m|mobile|amp)\.)+(?=[^.]+\.[^.]+)")
_SAME_SITE = {"edition.cnn.com": "cnn.com", "us.cnn.com": "cnn.com", "bbc.co.uk": "bbc.com"}
_PATH_PREFIX = {"amp.cnn.com": "/cnn/"}  # which this AMP host puts before the path of the site itself
_AMP_CACHE = re.compile(r"(?:.+\.)?(?:cdn\.ampproject\.org|bing-amp\.com)")
_AMP_CACHE_PATH = re.compile(r"/[cv]/(?:s/)?(?=[^/]+\.)")
_AMP_VIEWER = re.compile(r"(?:www\.)?google\.[a-z]{2,3}(?:\.[a-z]{2})?")
_AMP_VIEWER_PATH = re.compile(r"/amp/(?:s/)?(?=[^/]+\.)")
_PATH_ENDINGS = (
    (re.compile(r"(?<=[^/])(?:/amp|\.amp)$", re.I), ""),
    (re.compile(r"\.amp(?=\.html?$)", re.I), ""),
    (re.compile(r"/index\.s?html?$", re.I), ""),
)
_ROUTE = ("!", "/")  # what begins a fragment by which a script chooses the article

_ESCAPE = re.compile("%([0-9a-fA-F]{2})")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")  # RFC 3986, 2.3: the same escaped or not
_KEPT = "%/:@!$&'()*+,;=?"


def canonical(url: str) -> str:
    """One address for all variants of an article's; what is no address of the web is returned as it is.

    It names the article and need not be where it can be fetched. Never raises; `canonical(canonical(url))` is
    `canonical(url)`.
    """
    while (simpler := _simpler(url)) != url:  # such as the AMP page behind a cache's address
        url = simpler
    return url


def of_one_site(url: str, other: str) -> bool:
    """Whether two addresses are of one site: of one host, or one of a host within the other's."""
    first, second = (urlsplit(canonical(one)).hostname or "" for one in (url, other))
    if not first or not second:
        return False
    return first == second or any(
        longer.endswith("." + shorter) and "." in shorter
        for longer, shorter in ((first, second), (second, first))
    )


def is_fetchable(url: str) -> bool:
    """Whether it is an absolute http or https address with a host, and without a user's name or password."""
    address = fields.web_address(url)
    return bool(address) and _split(address) is not None


def _split(url: str) -> SplitResult | None:
    """The parts of an address of the web; `None` where it is none, or names a user or an impossible port."""
    try:
        parts = urlsplit(url.strip())
        is_web = parts.scheme in _DEFAULT_PORTS and parts.hostname and "@" not in parts.netloc
        return parts if is_web and parts.port != 0 else None
    except ValueError:
        return None


def _simpler(url: str) -> str:
    parts = _split(url) if len(url) <= fields.LONGEST_ADDRESS else None
    if parts is None:
        return url
    host, path, query = _host(parts.hostname or ""), _escaped(parts.path), _escaped(parts.query)
    for hosts, prefix in ((_AMP_CACHE, _AMP_CACHE_PATH), (_AMP_VIEWER, _AMP_VIEWER_PATH)):
        if hosts.fullmatch(host) and (found := prefix.match(path)):
            inner = f"https://{path[found.end() :]}" + (f"?{query}" if query else "")
            return inner if _split(inner) else url
    port = "" if parts.port in (None, _DEFAULT_PORTS[parts.scheme]) else f":{parts.port}"
    if (prefix_of_site := _PATH_PREFIX.get(host)) and path.startswith(prefix_of_site):
        path = path[len(prefix_of_site) - 1 :]
    site = _HOST_PREFIX.sub("", host, count=1) if _HOST_PREFIX.match(host) else host
    site = _SAME_SITE.get(site, site)
    for ending, instead in _PATH_ENDINGS:
        path = ending.sub(instead, path.rstrip("/"))
    query = "&".join(_telling(query, site))
    fragment = _escaped(parts.fragment) if parts.fragment.startswith(_ROUTE) else ""
    return (
        f"https://{site}{port}{path}" + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")
    )


def _host(name: str) -> str:
    name = name.rstrip(".")
    if ":" in name:
        return f"[{name}]"
    try:
        return name.lower() if name.isascii() else idna.encode(name, uts46=True).decode("ascii")
    except UnicodeError:  # its own errors are of this kind
        return name.lower()


def _escaped(text: str) -> str:
    """Text of a path or query, escaped where it must be and only there."""
    text = _ESCAPE.sub(_escape, text)
    return quote(text, safe=_KEPT, errors="surrogatepass")


def _escape(found: re.Match[str]) -> str:
    character = chr(int(found[1], 16))
    return character if _UNRESERVED.fullmatch(character) else found[0].upper()


def _telling(query: str, site: str) -> list[str]:
    """The parameters that may choose what is shown, by name; those of one name stay in their order."""
    tracking = _TRACKING | _tracking_of(site)
    kept = []
    for parameter in filter(None, query.split("&")):
        name, _, value = parameter.partition("=")
        name = name.lower()
        is_amp = value.lower() in _AMP_PARAMETERS.get(name, ())
        if not is_amp and name not in tracking and not name.startswith(_TRACKING_PREFIXES):
            kept.append(parameter)
    return sorted(kept, key=lambda parameter: parameter.partition("=")[0])


def _tracking_of(site: str) -> set[str]:
    """The names that a site or the one it is part of puts on its links."""
    labels = site.split(".")
    sites = (".".join(labels[start:]) for start in range(len(labels)))
    return next((_TRACKING_OF_SITE[name] for name in sites if name in _TRACKING_OF_SITE), set())
