"""What joins the rooms: home, the portfolio, one site's page, stage decisions, history, help."""
