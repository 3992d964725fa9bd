"""Events and webinars of the community: places, sign-up, calendars, what stays afterwards."""
