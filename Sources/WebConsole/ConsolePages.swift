/// Every page of the console.
enum ConsolePages {
    static let all: [any ConsolePage] =
        [
            OverviewPage(), AlarmsPage(), EventsPage(), FaultsPage(), FaultPage(), RadiosPage(), RadioPage(),
            SyncPage(), RegionPage(), WiredPage(), TrafficPage(), PerformancePage(), LANPage(), PingPage(),
            CapturePage(),
            LogsPage(), FailurePage(),
        ]
}
