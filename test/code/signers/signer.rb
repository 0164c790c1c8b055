require 'erb'
require 'net/http'
require 'openssl'

REGION = 'us-east-1'
SERVICE = 's3'

def hmac(key, data)
  OpenSSL::HMAC.digest('sha256', key, data)
end

def signing_key(secret, date, region, service)
  k_date = hmac('AWS4' + secret, date)
  k_region = hmac(k_date, region)
  k_service = hmac(k_region, service)
  hmac(k_service, 'aws4_request')
end

def encode(text)
  ERB::Util.url_encode(text)
end

def put_object(host, key, query, body)
  access_key = ENV['AWS_ACCESS_KEY_ID']
  secret_key = ENV['AWS_SECRET_ACCESS_KEY']
  session_token = ENV['AWS_SESSION_TOKEN']

  now = Time.now.utc
  amz_date = now.strftime('%Y%m%dT%H%M%SZ')
  date_stamp = now.strftime('%Y%m%d')
  payload_hash = Digest::SHA256.hexdigest(body)

  headers = {
    'host' => host,
    'x-amz-date' => amz_date,
    'x-amz-content-sha256' => payload_hash,
    'x-amz-security-token' => session_token
  }
  canonical_headers = headers.sort.map { |name, value| "#{name.downcase}:#{value.strip}\n" }.join
  signed_headers = headers.keys.sort.join(';')
  canonical_query = query.sort.map { |name, value| "#{encode(name)}=#{encode(value)}" }.join('&')
  canonical_uri = '/' + key.split('/').map { |segment| encode(segment) }.join('/')

  canonical_request = ['PUT', canonical_uri, canonical_query, canonical_headers, signed_headers, payload_hash].join("\n")
  scope = "#{date_stamp}/#{REGION}/#{SERVICE}/aws4_request"
  string_to_sign = [
    'AWS4-HMAC-SHA256',
    amz_date,
    scope,
    Digest::SHA256.hexdigest(canonical_request)
  ].join("\n")
  key4 = signing_key(secret_key, date_stamp, REGION, SERVICE)
  signature = OpenSSL::HMAC.hexdigest('sha256', key4, string_to_sign)

  request = Net::HTTP::Put.new("#{canonical_uri}?#{canonical_query}")
  headers.each { |name, value| request[name] = value }
  request['Authorization'] =
    "AWS4-HMAC-SHA256 Credential=#{access_key}/#{scope}, SignedHeaders=#{signed_headers}, Signature=#{signature}"
  request.body = body
  Net::HTTP.start(host, 443, use_ssl: true) { |http| http.request(request) }
end
