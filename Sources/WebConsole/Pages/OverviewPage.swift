/// The first page: how the telephone system is, in ten seconds.
struct OverviewPage: ConsolePage {
    let path = "/"
    let template = """
        <h1>Overview</h1>
        """

    func content(_ visit: PageVisit) async throws -> PageContent {
        PageContent("Overview", isLive: true, [:])
    }
}
