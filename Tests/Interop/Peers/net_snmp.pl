# A manager made of Perl's Net::SNMP, for the tests beside this folder. Prints lines: OID, tab, value.
#
#   perl net_snmp.pl PORT VERSION get|next|bulk|table OID... [user=NAME auth=PROTOCOL priv=PROTOCOL]
use strict;
use warnings;
use Net::SNMP qw(:snmp);

my ($port, $version, $verb, @rest) = @ARGV;
my %user = map { split /=/, $_, 2 } grep { /=/ } @rest;
my @oids = grep { !/=/ } @rest;

my @credentials = (-community => 'public');
if ($version eq '3') {
    @credentials = (-username => $user{user});
    push @credentials, -authprotocol => $user{auth}, -authpassword => 'authentication-password' if $user{auth};
    push @credentials, -privprotocol => $user{priv}, -privpassword => 'privacy-password' if $user{priv};
}
my ($session, $error) = Net::SNMP->session(
    -hostname => '127.0.0.1', -port => $port, -version => $version, -timeout => 2, -retries => 1, @credentials
);
die "session: $error\n" unless defined $session;
$session->translate([ -octetstring => 0, -timeticks => 0 ]);

my $result =
      $verb eq 'get'   ? $session->get_request(-varbindlist => \@oids)
    : $verb eq 'next'  ? $session->get_next_request(-varbindlist => \@oids)
    : $verb eq 'bulk'  ? $session->get_bulk_request(-maxrepetitions => 10, -varbindlist => \@oids)
    : $verb eq 'table' ? $session->get_table(-baseoid => $oids[0])
    :                    die "no verb $verb\n";
die 'request: ' . $session->error() . "\n" unless defined $result;
print "$_\t$result->{$_}\n" for oid_lex_sort(keys %$result);
$session->close();
