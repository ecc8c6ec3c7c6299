"""Work outside the web processes: jobs are rows of the database (django-tasks), done by `manage.py worker`.

    @task(queue_name=PDFS)
    def print_document(pk: int) -> None: ...

    print_document.enqueue(printout.pk)    # in the transaction of what it rests on: with it, it comes or goes

A worker may die at any moment. What it had begun is done again by another, so a job looks first whether it is still to
be done, and doing it twice does no harm. What has to be done by the clock is a duty (`duties.py`).
"""

PDFS = "pdfs"
"""The queue of what is printed. Everything else is in the default one."""
