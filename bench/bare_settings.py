"""The site's settings, with addresses that have a bare view among them."""

from tutorial_site.settings import *  # noqa: F403

ROOT_URLCONF = "bench.bare"
