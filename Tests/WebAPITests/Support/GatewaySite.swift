import IPDECTCore
import NetworkValues
import Snapshot

/// The sample site with one of its radios as a gateway with two wired parts.
enum GatewaySite {
    static let snapshot: Snapshot = {
        var snapshot = SampleSite.snapshot
        let last = snapshot.site.radios.count - 1
        snapshot.site.radios[last].report.model = .ipbl
        let gateway = snapshot.site.radios[last]
        let port = SyncPort(isSynchronized: true, isCommunicating: true, cableDelayNanoseconds: 40)
        snapshot.site.ring = [SyncRingMember(mac: gateway.mac, inPort: port, outPort: port, hasReference: true)]
        snapshot.site.wiredParts = [
            WiredPart(
                gatewayIndex: gateway.index, part: RadioFixedPart(port: 2, state: .disconnected), revision: 1),
            WiredPart(
                gatewayIndex: gateway.index,
                part: RadioFixedPart(port: 5, state: .connected, description: "the corridor"), revision: 1),
        ]
        snapshot.site.environments = [
            GatewayEnvironment(
                gatewayIndex: gateway.index,
                environment: Environment(
                    temperatureCelsius: 31, powerMilliwatts: 90_000, supplyMillivolts: 48_000, isFanRunning: true),
                revision: 1)
        ]
        return snapshot
    }()
}
