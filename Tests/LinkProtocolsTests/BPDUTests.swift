import LinkProtocols
import NetworkValues
import Testing

/// Reading BPDUs.
struct BPDUTests {
    /// A BPDU of the old protocol, as a bridge of Linux sends it.
    static let configuration = "0000 00 00 01 8000 0200000000aa 00000004 8000 0200000000bb 8001 0100 1400 0200 0f00"
    static let rapid = "0000 02 02 3c 1000 0200000000aa 00004e20 8000 0200000000cc 8002 0000 1400 0200 0f00 00"

    static func frame(_ payload: String) -> [UInt8] {
        EthernetFrame.encoded(
            to: GroupAddress.bridges, from: MACAddress(rawValue: 0x0200_0000_00cc), kind: .spanningTree,
            payload: hex(payload))
    }

    @Test func `a configuration BPDU is read`() throws {
        let bpdu = try BPDU(frame: Self.frame(Self.configuration).span)
        let content = try #require(bpdu.content)
        #expect(!bpdu.isRapid && content.flags.topologyChange && !content.flags.topologyChangeAcknowledgment)
        #expect(content.vector.root.priority == 32_768)
        #expect(content.vector.root.address == MACAddress("02:00:00:00:00:aa"))
        #expect(content.vector.rootPathCost == 4 && content.vector.port == 0x8001)
        #expect(content.messageAge == 256 && content.maximumAge == 20 * 256 && content.helloTime == 512)
        #expect(content.forwardDelay == 15 * 256)
        #expect(content.vector.bridge.description == "32768.02:00:00:00:00:bb")
    }

    @Test func `a rapid BPDU tells role and state of the port`() throws {
        let bpdu = try BPDU(frame: Self.frame(Self.rapid).span)
        let flags = try #require(bpdu.content?.flags)
        #expect(bpdu.isRapid && flags.role == .designated && flags.learning && flags.forwarding)
        #expect(!flags.proposal && !flags.agreement && !flags.topologyChange)
        #expect(bpdu.content?.vector.root.priority == 4096)
    }

    @Test func `the roles of ports are these`() {
        #expect(
            [0x00, 0x04, 0x08, 0x0c].map { BPDUFlags(rawValue: $0).role } == [
                .unknown, .alternateOrBackup, .root, .designated,
            ])
        #expect(BPDUFlags(rawValue: 0xc2).proposal && BPDUFlags(rawValue: 0xc2).agreement)
        #expect(BPDUFlags(rawValue: 0x80).topologyChangeAcknowledgment)
    }

    @Test func `a notice of a change is read`() throws {
        #expect(try BPDU(frame: Self.frame("0000 00 80").span) == .topologyChange)
    }

    @Test func `the head of an MSTP BPDU is read, and a broken one counts as rapid`() throws {
        let head = "0000 03 02 7c 8000 0200000000aa 00000000 8000 0200000000aa 8001 0000 1400 0200 0f00 00 "
        let name = "726567696f6e" + String(repeating: "00", count: 26)
        let digest = String(repeating: "ac", count: 16)
        let region = "00 \(name) 0007 \(digest) 000000c8 8000 0200000000dd 14"
        let instance = String(repeating: "11", count: 16)
        guard
            case .multiple(let content, let read) = try BPDU(frame: Self.frame(head + "0050" + region + instance).span)
        else {
            Issue.record("expected an MSTP BPDU")
            return
        }
        #expect(content.flags.role == .designated && read.name == "region" && read.revision == 7)
        #expect(read.digest.count == 16 && read.internalRootPathCost == 200 && read.remainingHops == 20)
        #expect(read.bridge.address == MACAddress("02:00:00:00:00:dd") && read.instances == 1)
        for broken in ["0041" + region, "0050" + region, "00"] {
            guard case .rapid = try BPDU(frame: Self.frame(head + broken).span) else {
                Issue.record("expected a rapid BPDU")
                return
            }
        }
    }

    @Test func `what is no BPDU is refused, each for its reason`() {
        func refusal(_ payload: String) -> BPDUError? {
            do throws(BPDUError) {
                _ = try BPDU(frame: Self.frame(payload).span)
                return nil
            } catch {
                return error
            }
        }
        #expect(refusal("0000 00") == .truncated(needed: 4, found: 3))
        #expect(refusal("0001 00 00") == .protocolIdentifier(1))
        #expect(refusal("0000 00 07") == .unknownType(version: 0, type: 7))
        #expect(refusal("0000 00 02") == .unknownType(version: 0, type: 2))
        #expect(refusal(String(Self.configuration.dropLast(2))) == .truncated(needed: 35, found: 34))
        #expect(refusal(String(Self.rapid.dropLast(2))) == .truncated(needed: 36, found: 35))
        let old = Self.configuration.replacing("0100 1400", with: "1400 1400")
        #expect(refusal(old) == .tooOld(messageAge: 0x1400, maximumAge: 0x1400))
        let lldp = EthernetFrameTests.lldp
        #expect(throws: BPDUError.notBPDU) { try BPDU(frame: lldp.span) }
        let none: [UInt8] = []
        #expect(throws: BPDUError.frame(.truncated(needed: 14, found: 0))) { try BPDU(frame: none.span) }
    }

    @Test func `the lower vector is the better one`() {
        let best = PriorityVector(root: BridgeID(rawValue: 1), rootPathCost: 9, bridge: BridgeID(rawValue: 9), port: 9)
        let farther = PriorityVector(
            root: BridgeID(rawValue: 2), rootPathCost: 1, bridge: BridgeID(rawValue: 1), port: 1)
        #expect(best < farther)
        #expect(
            BridgeID(priority: 4096, address: MACAddress(rawValue: 9))
                < BridgeID(
                    priority: 8192, address: MACAddress(rawValue: 1)))
        #expect(BridgeID(priority: 4096, systemExtension: 7, address: MACAddress(rawValue: 9)).systemExtension == 7)
    }
}
