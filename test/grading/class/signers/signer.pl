# Signs requests with Signature Version 4, as AWS's page "Create a signed AWS API request" describes it.
use strict;
use warnings;
use Digest::SHA qw(sha256_hex hmac_sha256 hmac_sha256_hex);
use Encode qw(encode_utf8);
use JSON::PP;
use MIME::Base64;

$| = 1;
my $json = JSON::PP->new->utf8;

sub uri_encode {
    my ($bytes) = @_;
    $bytes =~ s/([^A-Za-z0-9_.~-])/sprintf('%%%02X', ord $1)/ge;
    return $bytes;
}

sub again {
    my ($text) = @_;
    $text =~ s/%([0-9A-Fa-f]{2})/chr hex $1/ge;
    return uri_encode($text);
}

sub canonical_query {
    my ($line, $query, $scope, $signed) = @_;
    my @pairs;
    for my $pair (grep { length } split /&/, $query) {
        my ($name, $value) = split /=/, $pair, 2;
        push @pairs, [again($name), again($value // '')];
    }
    if ($line->{form} eq 'query') {
        push @pairs, ['X-Amz-Algorithm', 'AWS4-HMAC-SHA256'],
            ['X-Amz-Credential', uri_encode("$line->{accessKeyId}/$scope")],
            ['X-Amz-Date', $line->{time}],
            ['X-Amz-Expires', $line->{expires}],
            ['X-Amz-SignedHeaders', uri_encode($signed)];
    }
    return join '&', map { "$_->[0]=$_->[1]" } sort { $a->[0] cmp $b->[0] or $a->[1] cmp $b->[1] } @pairs;
}

sub sign {
    my ($line) = @_;
    my $request = $line->{request};
    my $scope = join '/', substr($line->{time}, 0, 8), $line->{region}, $line->{service}, 'aws4_request';
    my @names = sort map { lc } @{ $line->{signedHeaders} };
    my $signed = join ';', @names;
    my %values;
    for my $header (@{ $request->{headers} }) {
        my ($name, $value) = map { encode_utf8($_) } @$header;
        $value =~ s/^\s+|\s+$//g;
        $value =~ s/\s+/ /g;
        push @{ $values{ lc $name } }, $value;
    }
    my $payload = $values{'x-amz-content-sha256'} ? $values{'x-amz-content-sha256'}[0]
        : $line->{payload} eq 'unsigned' ? 'UNSIGNED-PAYLOAD'
        : sha256_hex(decode_base64($request->{bodyBase64} // ''));
    my ($path, $query) = split /\?/, encode_utf8($request->{target}), 2;
    my $uri = join('/', map { again($_) } split m{/}, $path, -1) || '/';
    my $canonical = join "\n", $request->{method}, $uri, canonical_query($line, $query // '', $scope, $signed),
        (map { "$_:" . join(',', @{ $values{$_} }) } @names), '', $signed, $payload;
    my $string = join "\n", 'AWS4-HMAC-SHA256', $line->{time}, $scope, sha256_hex($canonical);
    my $key = "AWS4$line->{secret}";
    $key = hmac_sha256($_, $key) for split m{/}, $scope;
    return { id => $line->{id}, signature => hmac_sha256_hex($string, $key), stringToSign => $string };
}

while (my $text = <STDIN>) {
    my $line = $json->decode($text);
    print $json->encode(sign($line)), "\n";
}
