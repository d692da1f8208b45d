import CLinux
import Glibc

/// What the kernel says to a request.
public enum RouteAnswer: Hashable, Sendable {
    /// It was done.
    case done
    /// It was refused.
    case refused(RouteRefusal)
    /// No answer came in time; whether it was done is not known.
    case noAnswer
}

/// A refusal of the kernel.
public struct RouteRefusal: Hashable, Sendable, CustomStringConvertible {
    /// The error number, positive.
    public let errno: Int32
    /// The kernel's own words (NLMSGERR_ATTR_MSG); empty when it has none.
    public let text: String

    /// Makes a refusal.
    public init(errno: Int32, text: String = "") {
        self.errno = errno
        self.text = text
    }

    /// Whether the kernel does not have what was asked for, as with VLAN links where 8021q is missing.
    public var isUnsupported: Bool { errno == EOPNOTSUPP }
    /// Whether what was to be removed is not there, or what was to be added already is.
    public var isAlreadySo: Bool { [ENODEV, ENOENT, ESRCH, EADDRNOTAVAIL, EEXIST, ENXIO].contains(errno) }

    /// The refusal for people.
    public var description: String {
        let words = RouteError.text(errno)
        return text.isEmpty ? words : "\(words) (\(text))"
    }
}

extension RouteRefusal {
    /// Reads the content of NLMSG_ERROR, or of the NLMSG_DONE of a dump that failed; `nil` for an acknowledgement.
    static func read(_ message: RouteMessage, _ bytes: Span<UInt8>) throws(RouteError) -> RouteRefusal? {
        let start = message.content.lowerBound
        guard message.content.count >= 4, let code = bytes.hostNumber32(at: start) else {
            if message.type == UInt16(IPD_NLMSG_DONE) { return nil }
            throw .truncated(part: "an error of netlink", needed: 4, found: message.content.count)
        }
        let error = Int32(bitPattern: code)
        guard error < 0, error > -4096 else {
            // Behind the entries of a dump the kernel sends zero or their number.
            guard error >= 0 else { throw .value(part: "error number", found: UInt64(code)) }
            return nil
        }
        return RouteRefusal(errno: -error, text: (try? text(message, bytes)) ?? "")
    }

    /// The kernel's words stand behind the request, of which at least the header is sent back.
    private static func text(_ message: RouteMessage, _ bytes: Span<UInt8>) throws(RouteError) -> String {
        guard Int(message.flags) & IPD_NLM_ACK_TLVS != 0 else { return "" }
        var start = message.content.lowerBound + 4
        if message.type == UInt16(IPD_NLMSG_ERROR) {
            let isCapped = Int(message.flags) & IPD_NLM_CAPPED != 0
            guard let length = bytes.hostNumber32(at: start), let count = Int(exactly: length),
                (RouteMessage.headerSize...bytes.count).contains(count)
            else { return "" }
            start += isCapped ? RouteMessage.headerSize : (count + 3) & ~3
        }
        guard start <= message.content.upperBound else { return "" }
        var attributes = RouteAttributes(start..<message.content.upperBound, in: bytes, part: "an error of netlink")
        while let attribute = try attributes.next(bytes) {
            if attribute.type == IPD_NLMSGERR_MSG { return bytes.text(attribute.value) }
        }
        return ""
    }
}
