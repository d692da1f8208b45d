import CLinux
import Glibc
import NetworkValues

/// A socket of UDP on the SNMP thread, for many peers at once.
final class SNMPSocket {
    /// A datagram that came.
    struct Datagram {
        var octets: UnsafeBufferPointer<UInt8>
        var source: SNMPEndpoint
        /// Its place among those that came with it.
        var slot: UInt32
        /// It was longer than any that UDP carries here; its end is lost.
        var isTruncated: Bool
    }

    let descriptor: Int32
    private let batch: OpaquePointer

    private static let slots: UInt32 = 32
    private static let requestCapacity: UInt32 = 65_536
    /// Room for a Report or the answer to an inform.
    static let replyCapacity = 65_507
    private static let receiveBuffer: Int32 = 4 << 20

    /// Binds a socket; the unspecified address and port 0 take what the kernel gives. Throws the errno.
    init(bound endpoint: SNMPEndpoint, replies: Bool) throws(SNMPSocketError) {
        var raw = endpoint.raw
        descriptor = ipd_udp_open(&raw, Self.receiveBuffer)
        guard descriptor >= 0 else { throw SNMPSocketError(number: -descriptor) }
        guard let made = ipd_batch_create(Self.slots, Self.requestCapacity, replies ? UInt32(Self.replyCapacity) : 1)
        else {
            close(descriptor)
            throw SNMPSocketError(number: ENOMEM)
        }
        batch = made
        // Without the error queue a refusal is a time-out: no reason to give up.
        _ = ipd_udp_keep_errors(descriptor, Int32(raw.family))
    }

    deinit {
        ipd_batch_destroy(batch)
        close(descriptor)
    }

    /// The port that it is bound to.
    var port: UInt16 { UInt16(clamping: ipd_udp_port(descriptor)) }

    /// Takes what came, without waiting. `body` returns what is to be answered at once, empty for nothing.
    func receive(_ body: (Datagram) -> [UInt8]) {
        let count = ipd_batch_receive(batch, descriptor, 0)
        guard count > 0, let datagrams = ipd_batch_datagrams(batch) else { return }
        var isAnswering = false
        for index in 0..<Int(count) {
            let slot = datagrams[index]
            let octets = UnsafeBufferPointer(start: slot.request, count: Int(slot.request_count))
            let reply = body(
                Datagram(
                    octets: octets, source: SNMPEndpoint(slot.source), slot: UInt32(index),
                    isTruncated: slot.is_truncated != 0))
            guard !reply.isEmpty, reply.count <= Self.replyCapacity, let room = slot.room else {
                datagrams[index].reply_count = 0
                continue
            }
            room.update(from: reply, count: reply.count)
            datagrams[index].reply = room
            datagrams[index].reply_count = UInt32(reply.count)
            isAnswering = true
        }
        guard isAnswering else { return }
        var error: Int32 = 0
        _ = ipd_batch_send(batch, descriptor, UInt32(count), &error)
    }

    /// Takes what ICMP told about datagrams that were sent: the errno and to whom they went.
    func errors(_ body: (Int32, SNMPEndpoint) -> Void) {
        var target = ipd_endpoint()
        while true {
            let number = ipd_udp_next_error(descriptor, &target)
            guard number != 0 else { return }
            body(number, SNMPEndpoint(target))
        }
    }

    /// The way back to the sender of a datagram that came last: from the address to which it was sent.
    func wayBack(to datagram: Datagram) -> ipd_return {
        var way = ipd_return()
        ipd_batch_return(batch, datagram.slot, &way)
        return way
    }

    /// Sends a datagram on a way back. Returns 0 or the errno.
    @discardableResult
    func send(_ octets: [UInt8], on way: ipd_return) -> Int32 {
        withUnsafePointer(to: way) { -ipd_return_send(descriptor, $0, octets, UInt32(octets.count)) }
    }

    /// Sends a datagram. Returns 0 or the errno.
    func send(_ octets: [UInt8], to target: SNMPEndpoint) -> Int32 {
        var raw = target.raw
        return -ipd_udp_send(descriptor, &raw, octets, UInt32(octets.count))
    }
}

/// Why a socket could not be bound.
struct SNMPSocketError: Error {
    /// The errno.
    var number: Int32
}

extension SNMPSocketError {
    /// What the system says of it.
    var text: String { String(cString: strerror(number)) }
}
