#!/usr/bin/perl
# Perl's Net::SNMP over TCP: net_snmp_tcp.pl PORT TABLE prints sysName and how many objects the table has.
use strict;
use warnings;
use Net::SNMP;

my ($port, $table) = @ARGV;
my ($session, $error) = Net::SNMP->session(
    -hostname => '127.0.0.1', -port => $port, -version => 'snmpv2c', -community => 'public', -domain => 'tcp',
    -timeout => 5, -retries => 0, -maxmsgsize => 65535);
die "no session: $error\n" unless $session;
my $name = $session->get_request('1.3.6.1.2.1.1.5.0') or die $session->error, "\n";
print values %$name, "\n";
my $objects = $session->get_table(-baseoid => $table, -maxrepetitions => 40) or die $session->error, "\n";
print scalar(keys %$objects), "\n";
