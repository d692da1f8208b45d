import DeviceFeeds
import Faults
import FeedSupport
import IPDECTCore
import NetworkValues
import Performance
import Settings
import Snapshot
import Testing

@Suite struct `The host feed` {
    private static let document = SettingsDocument.parse(
        "config change HOST0 /interfaces eth0\n", schema: SettingsSchema([HostSettings.self])
    ).document

    private func faults(_ observations: [HostObservation]) -> [SiteEffect] {
        observations.compactMap { if case .fault(let effect) = $0 { effect } else { nil } }
    }

    @Test func `samples every five seconds and tells figures before faults`() async throws {
        let host = try HostCopy()
        let clock = HandClock()
        let sink = RecordingSink()
        let start = clock.now()
        let feed = HostFeed(
            try Self.document.module(as: HostSettings.self), reader: HostReader(root: host.root), into: sink,
            clock: clock, restartedUnexpectedly: true)
        let task = Task { try await feed.run() }
        for sample in 1...13 {
            let deadline = await clock.sleeper()
            #expect(deadline == start.adding(seconds: Int64(5 * sample)))
            if sample == 3 { try host.write("down\n", to: "/sys/class/net/eth0/operstate") }
            clock.wake(at: deadline)
        }
        _ = await clock.sleeper()
        task.cancel()
        try await task.value

        let observations = sink.observations
        #expect(observations.count == 14)
        for batch in observations {
            guard case .status(let status)? = batch.first else {
                Issue.record("a sample without figures")
                continue
            }
            #expect(status.name == "switchboard")
            #expect(status.interfaces.count == 5)
        }
        let found = observations.map(faults)
        #expect(found.indices.filter { !found[$0].isEmpty } == [3, 12])
        guard case .raise(.ipInterfaceDown, let subject, "IP ETH0", _)? = found[3].first else {
            Issue.record("\(found[3])")
            return
        }
        #expect(subject == FaultSubject(device: .agent, deviceName: "switchboard", address: nil))
        guard case .event(.cmdRestart, _, _, _)? = found[12].first else {
            Issue.record("\(found[12])")
            return
        }
    }
}
