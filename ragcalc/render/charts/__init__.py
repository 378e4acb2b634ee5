"""Every chart of a report as a picture of its own, with a page that names them."""
