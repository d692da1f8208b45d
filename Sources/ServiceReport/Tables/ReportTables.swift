/// All tables of a report, in the order of the page.
enum ReportTables {
    static func all(_ matter: ReportMatter) -> [ReportTable] {
        [
            FindingTables.findings(matter), DeviceTables.masters(matter), DeviceTables.radios(matter),
            DeviceTables.wiredParts(matter), DeviceTables.environments(matter), DeviceTables.versions(matter),
            FaultTables.alarms(matter), FaultTables.events(matter), FaultTables.occurrences(matter),
            SyncTables.regions(matter), SyncTables.radios(matter), SyncTables.ring(matter),
            TrafficTables.master(matter), TrafficTables.radios(matter), TrafficTables.calls(matter),
            ForwardingTables.logServers(matter), ForwardingTables.logListeners(matter),
            ForwardingTables.logSources(matter), ForwardingTables.alarmServers(matter),
            ForwardingTables.remoteWrite(matter), ForwardingTables.cursors(matter), ForwardingTables.webdav(matter),
            ForwardingTables.captures(matter), SNMPTables.agent(matter), SNMPTables.engine(matter),
            SNMPTables.targets(matter), LANTables.ports(matter), LANTables.neighbours(matter),
            LANTables.authentication(matter), LANTables.leases(matter), LANTables.counters(matter),
            CertificateTables.all(matter), CertificateTables.rejected(matter), HostTables.host(matter),
            HostTables.interfaces(matter), HostTables.probes(matter),
        ]
    }
}
