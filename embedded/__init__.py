"""What `make run` starts on a clean machine besides the worker.

A real Temporal server with its web UI, a mail server that keeps what it is given, and a
page to read those mails: all on this machine's loopback address, all kept in one folder
(the *home*, `.disputes` by default), so that the next run finds everything again.

For trying, developing and demonstrating; never for production: Temporal's own
development server skips checks that a production server makes.

    async with Stack(Path(".disputes")) as stack:
        print(stack.running.ui)

The room knows nothing of disputes except the names of their search attributes.
It runs on Linux and macOS.
"""
