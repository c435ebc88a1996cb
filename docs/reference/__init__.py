"""The reference: pages written from the code by the modules beside them."""
