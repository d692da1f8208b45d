import CLinux
import Glibc
public import LinkProtocols
public import NetworkValues

/// A socket that hears LLDP, EAPOL and BPDUs on one interface, and sends whole frames there (packet(7), SOCK_RAW).
///
/// What else arrives never reaches it: its filter stands before it hears anything. It joins the group addresses of those
/// protocols and leaves the interface out of promiscuous mode. It hears no frame that this machine sends. It never blocks:
/// wait for `descriptor` to become readable. For one thread at a time.
public final class FrameSocket {
    /// The interface's name.
    public let interface: String
    /// Its index, which no other interface has for as long as it is there.
    public let index: UInt32
    /// Its hardware address when the socket was opened.
    public let address: MACAddress
    /// The largest payload of a frame in octets when the socket was opened.
    public let mtu: Int
    /// What to wait on with poll or epoll.
    public let descriptor: Int32

    /// Frames that were longer than what is taken, and were passed over.
    public private(set) var tooLong: UInt64 = 0
    /// Frames with a tag of another kind than 802.1Q, which were passed over.
    public private(set) var foreignTags: UInt64 = 0

    private let batch: OpaquePointer
    private var dropped: UInt64 = 0

    /// Frames taken in one system call.
    private static let slots: UInt32 = 16
    /// Most octets of a frame: one of 9,000 octets of payload with its header and a tag.
    private static let capacity: UInt32 = 9_018
    /// The type of an 802.1Q tag (IEEE 802.1Q-2022, table 9-1).
    private static let tagType: UInt16 = 0x8100

    /// Opens a socket on an interface by its name. Throws when there is none, when it is no Ethernet, or when the right
    /// CAP_NET_RAW is missing.
    public init(interface: String) throws(FrameSocketError) {
        let found = try Self.find(interface)
        descriptor = try Self.open(interface, index: found.index)
        guard let batch = ipd_frame_batch_create(Self.slots, Self.capacity) else {
            close(descriptor)
            throw FrameSocketError(.failed, "no memory is left for frames of \(interface)")
        }
        self.batch = batch
        self.interface = interface
        index = found.index
        mtu = Int(found.mtu)
        address = MACAddress(found.address)
    }

    deinit {
        close(descriptor)
        ipd_frame_batch_destroy(batch)
    }

    /// Hands each frame that waits to `take`, up to 16, with the 802.1Q tag that the kernel has taken out of it. The octets
    /// are those of the frame without that tag, and are valid only during the call. Returns how many waited; call again
    /// when it is not 0. Throws `interfaceDown` or `interfaceGone` once when that happens.
    public func receive(_ take: (Span<UInt8>, VLANTag?) -> Void) throws(FrameSocketError) -> Int {
        let count = ipd_frame_batch_receive(batch, descriptor)
        guard count >= 0 else { throw failure(-count, "receive") }
        guard count > 0, let frames = ipd_frame_batch_frames(batch) else { return 0 }
        for frame in UnsafeBufferPointer(start: frames, count: Int(count)) {
            guard frame.is_truncated == 0 else {
                tooLong += 1
                continue
            }
            guard frame.is_tagged == 0 || frame.tag_type == Self.tagType else {
                foreignTags += 1
                continue
            }
            let tag = frame.is_tagged == 0 ? nil : VLANTag(controlInformation: frame.tag)
            take(UnsafeBufferPointer(start: frame.octets, count: Int(frame.count)).span, tag)
        }
        return Int(count)
    }

    /// Sends a whole frame, without its check sequence. Throws `interfaceDown`, `interfaceGone`, or `full` when the kernel
    /// has no room for it.
    public func send(_ frame: [UInt8]) throws(FrameSocketError) {
        let result = frame.withUnsafeBufferPointer {
            ipd_frame_send(descriptor, $0.baseAddress, UInt32(clamping: $0.count))
        }
        guard result == 0 else { throw failure(-result, "send") }
    }

    /// Frames that the kernel has dropped because nobody took them in time, since the socket was opened.
    public func kernelDrops() -> UInt64 {
        var more: UInt32 = 0
        if ipd_frame_drops(descriptor, &more) == 0 { dropped += UInt64(more) }
        return dropped
    }

    private func failure(_ number: Int32, _ verb: String) -> FrameSocketError {
        switch number {
        case ENETDOWN, ENXIO, ENODEV:
            // Down and gone have the same number when it happens.
            ipd_interface_exists(index) == 0
                ? FrameSocketError(.interfaceGone, "\(interface) went away")
                : FrameSocketError(.interfaceDown, "\(interface) is down")
        case ENOBUFS, EAGAIN:
            FrameSocketError(.full, "there is no room for another frame on \(interface)")
        default:
            FrameSocketError(.failed, "\(interface) cannot \(verb): \(text(of: number))")
        }
    }

    private static func find(_ interface: String) throws(FrameSocketError) -> ipd_interface {
        var found = ipd_interface()
        let result = ipd_interface_find(interface, &found)
        switch -result {
        case 0: break
        case ENODEV, ENXIO: throw FrameSocketError(.noInterface, "there is no network interface \(interface)")
        default: throw FrameSocketError(.failed, "\(interface) cannot be looked up: \(text(of: -result))")
        }
        guard found.is_ethernet != 0 else {
            throw FrameSocketError(.noInterface, "expected an Ethernet interface, \(interface) is another kind")
        }
        return found
    }

    private static func open(_ interface: String, index: UInt32) throws(FrameSocketError) -> Int32 {
        let groups = GroupAddress.all.flatMap(\.octets)
        let program = ReceiveFilter.program.map { Instruction($0) }
        let result = program.withUnsafeBufferPointer { program in
            groups.withUnsafeBufferPointer { groups in
                var settings = ipd_frame_settings(
                    interface: index, instructions: program.baseAddress,
                    instruction_count: UInt32(program.count), groups: groups.baseAddress,
                    group_count: UInt32(GroupAddress.all.count))
                return ipd_frame_open(&settings)
            }
        }
        switch -result {
        case ...0: return result
        case EPERM, EACCES:
            throw FrameSocketError(
                .forbidden,
                "expected the right to hear and send frames on \(interface) (CAP_NET_RAW), got: \(text(of: -result))")
        case ENODEV, ENXIO: throw FrameSocketError(.noInterface, "there is no network interface \(interface)")
        default: throw FrameSocketError(.failed, "\(interface) cannot be opened: \(text(of: -result))")
        }
    }
}

/// An instruction as the kernel takes it (`struct sock_filter`).
private struct Instruction {
    let code: UInt16
    let ifTrue: UInt8
    let ifFalse: UInt8
    let operand: UInt32

    init(_ instruction: ReceiveFilter.Instruction) {
        (code, ifTrue, ifFalse, operand) = instruction
    }
}

extension MACAddress {
    fileprivate init(_ octets: (UInt8, UInt8, UInt8, UInt8, UInt8, UInt8)) {
        let (a, b, c, d, e, f) = octets
        self.init(rawValue: [a, b, c, d, e, f].reduce(0) { $0 << 8 | UInt64($1) })
    }
}

private func text(of number: Int32) -> String {
    String(cString: strerror(number))
}
