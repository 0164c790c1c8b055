import hashlib, hmac, datetime

def sign(key, msg):
    return hmac.new(key, msg.encode("utf-8"), hashlib.sha256).hexdigest()

k_date = sign(("AWS4" + secret).encode("utf-8"), date_stamp)
k_region = sign(k_date, region)
