# SET by Perl's Net::SNMP, for the tests beside this folder: perl net_snmp_set.pl PORT USER OID TYPE VALUE ...
# The user has SHA and AES-128. TYPE is s (OCTET STRING) or i (INTEGER). Prints lines: OID, tab, value.
use strict;
use warnings;
use Net::SNMP qw(:snmp :asn1);

my ($port, $user, @words) = @ARGV;
my ($session, $error) = Net::SNMP->session(
    -hostname => '127.0.0.1', -port => $port, -version => 3, -timeout => 3, -retries => 1, -username => $user,
    -authprotocol => 'sha', -authpassword => 'authentication-password',
    -privprotocol => 'aes', -privpassword => 'privacy-password'
);
die "session: $error\n" unless defined $session;
my @list;
while (my ($oid, $type, $value) = splice @words, 0, 3) {
    push @list, $oid, $type eq 's' ? OCTET_STRING : INTEGER, $value;
}
my $result = $session->set_request(-varbindlist => \@list);
die 'request: ' . $session->error() . "\n" unless defined $result;
print "$_\t$result->{$_}\n" for oid_lex_sort(keys %$result);
$session->close();
