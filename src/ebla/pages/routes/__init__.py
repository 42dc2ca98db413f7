"""The routes: pages for people, and the JSON API behind them."""

from ebla.pages.routes import api, charts, downloads, incidents, reports, reviews, sign_in, tables, texts

# What has a fixed address goes before what takes any: `/incidents.csv` before `/incidents/ID`.
PAGES = (downloads.router, texts.router, incidents.router, reports.router, tables.router, charts.router, sign_in.router, reviews.router)
API = (api.router, tables.api, reviews.api)
