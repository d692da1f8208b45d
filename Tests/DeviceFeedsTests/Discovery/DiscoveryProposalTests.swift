import DeviceProtocols
import IPDECTCore
import NetworkValues
import Testing

@testable import DeviceFeeds

@Suite struct `Proposals` {
    private let address = IPAddress.v4(0xc000_0221)
    private static let ascom: [UInt32] = [1, 3, 6, 1, 4, 1, 27614]

    private func device(
        _ model: DeviceModel? = nil, name: String = "", mac: String = "", objectID: [UInt32] = [],
        version: String = "", credentials: String? = nil
    ) -> DiscoveredDevice {
        var identity = DeviceIdentity()
        identity.model = model
        identity.name = name
        identity.mac = MACAddress(mac)
        identity.version = version
        return DiscoveredDevice(identity, objectID: objectID, credentials: credentials)
    }

    private func propose(
        snmp: DiscoveredDevice? = nil, http: DiscoveredDevice? = nil, known: [KnownDevice] = []
    ) -> DiscoveryProposal? {
        let answer = DiscoveryAnswer(
            snmp: snmp.map(DiscoveryOutcome.identified) ?? .failed(.noAnswer),
            http: http.map(DiscoveryOutcome.identified))
        return DiscoveryProposal(address, answer, known: KnownDevices(known))
    }

    @Test func `a base station that says all is sure`() throws {
        let proposal = try #require(
            propose(
                snmp: device(
                    .ipbs3, name: "ipbs3-25-ec-3d", mac: "00:01:3e:25:ec:3d", objectID: Self.ascom, version: "12.1.5",
                    credentials: "site")))
        #expect(proposal.confidence == .high && proposal.model == .ipbs3 && proposal.version == "12.1.5")
        #expect(
            proposal.reasons.map(\.description) == [
                "its description is one of an IPBS3", "its sysObjectID lies below 1.3.6.1.4.1.27614",
                "its hardware address is one of Ascom Tateco AB",
                "its name ipbs3-25-ec-3d is one that an IPBS3 has from its making on",
                "its name belongs to its hardware address",
            ])
        #expect(
            proposal.entry
                == DeviceListEntry(
                    address: "192.0.2.33", kind: "ipbs3", name: "ipbs3-25-ec-3d", mac: proposal.mac,
                    credentials: "site"))
        #expect(proposal.knownNumber == nil)
    }

    @Test func `each sign alone has its weight`() {
        #expect(propose(snmp: device(.ipbs2))?.confidence == .medium)
        #expect(propose(snmp: device(objectID: Self.ascom))?.confidence == .medium)
        #expect(propose(snmp: device(.ipbs2, objectID: Self.ascom))?.confidence == .high)
        #expect(propose(snmp: device(mac: "00:90:33:42:04:a7"))?.confidence == .low)
        #expect(propose(snmp: device(name: "ipbl-00-00-01"))?.confidence == .low)
        #expect(propose(http: device(name: "ipbl-00-00-01", mac: "00:90:33:00:00:01"))?.confidence == .medium)
        #expect(propose(snmp: device(.ipvm, name: "x", mac: "02:00:5e:00:00:01"))?.confidence == .medium)
    }

    @Test func `a gateway of innovaphone is no base station`() throws {
        let gateway = try #require(
            propose(snmp: device(name: "pbx", mac: "00:90:33:42:04:a7", objectID: [1, 3, 6, 1, 4, 1, 6666])))
        #expect(gateway.confidence == .medium && gateway.model == nil && gateway.entry.kind == "auto")
        #expect(gateway.reasons == [.objectID(.innovaphone), .macPrefix(.innovaphone)])
    }

    @Test func `strangers are not proposed`() {
        #expect(
            propose(snmp: device(name: "printer", mac: "00:80:77:00:00:01", objectID: [1, 3, 6, 1, 4, 1, 2435])) == nil)
        #expect(propose(snmp: device(objectID: [1, 3, 6, 1, 4, 1])) == nil)
        #expect(propose() == nil)
    }

    @Test func `HTTP fills in what SNMP leaves out, and differences are told`() throws {
        let proposal = try #require(
            propose(
                snmp: device(.ipbs2, name: "ward", credentials: "a"),
                http: device(.ipbs3, name: "other", mac: "00:01:3e:00:00:01", version: "12.1.5", credentials: "b")))
        #expect(proposal.model == .ipbs2 && proposal.name == "ward" && proposal.version == "12.1.5")
        #expect(proposal.credentials == "a" && proposal.entry.feeds.isEmpty)
        #expect(proposal.reasons.contains(.modelsDiffer(snmp: .ipbs2, http: .ipbs3)) && proposal.confidence == .medium)
    }

    @Test func `devices of the list are known by hardware address first`() {
        let known = [
            KnownDevice(number: 3, address: address, mac: nil),
            KnownDevice(number: 4, address: nil, mac: MACAddress("00:01:3e:00:00:04")),
            KnownDevice(number: 5, address: address, mac: MACAddress("00:01:3e:00:00:05")),
        ]
        let silent = propose(snmp: device(name: "?"), known: known)
        #expect(silent?.reasons == [.known(number: 3, byAddress: true)] && silent?.knownNumber == 3)
        let moved = propose(snmp: device(.ipbs3, mac: "00:01:3e:00:00:04"), known: known)
        #expect(moved?.reasons.last == .known(number: 4, byAddress: false) && moved?.entry.number == 4)
    }

    @Test func `names from outside are cut to what the list takes`() {
        let name = "a\u{1b}[2J" + String(repeating: "b", count: 200)
        #expect(propose(snmp: device(.ipbs3, name: name))?.entry.name == "a[2J" + String(repeating: "b", count: 60))
    }
}
