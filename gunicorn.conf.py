"""How gunicorn serves: it reads this file by itself where it is started. What is given on its command line wins."""

workers = 2
threads = 4
control_socket_disable = True
logger_class = "config.logs.GunicornLog"
