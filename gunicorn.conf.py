"""How gunicorn serves: it reads this file by itself where it is started. What is given on its command line wins."""

workers = 2
threads = 4
preload_app = True  # the workers share what is loaded before they are made
control_socket_disable = True
logger_class = "config.logs.GunicornLog"
