/// Every page of the console.
enum ConsolePages {
    static let all: [any ConsolePage] =
        [
            OverviewPage(), AlarmsPage(), EventsPage(), FaultsPage(), FaultPage(), RadiosPage(), RadioPage(),
            DevicesPage(), DevicePage(), DiscoveryPage(), SyncPage(), RegionPage(), WiredPage(), TrafficPage(),
            PerformancePage(), LANPage(), PingPage(),
            CapturePage(),
            LogsPage(), FailurePage(),
        ] + services + administration

    private static let services: [any ConsolePage] = [
        ForwardingPage(), SNMPPage(), CertificatesPage(), CertificatePage(),
    ]

    private static let administration: [any ConsolePage] = [
        SettingsPage(), ModulePage(), BackupPage(), ReportsPage(), UsersPage(), AccountPage(),
    ]
}
