"""The routes: pages for people, and the JSON API behind them."""

from ebla.pages.routes import api, incidents, reports, sign_in

PAGES = (incidents.router, reports.router, sign_in.router)
API = (api.router,)
