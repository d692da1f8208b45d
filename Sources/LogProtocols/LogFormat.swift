/// How a line looks on its way.
public enum LogFormat: Hashable, Sendable {
    /// As the devices write it: the priority in angle brackets and the text, nothing else.
    case device
    /// RFC 3164: a short header.
    case rfc3164
    /// RFC 5424: a full header with structured data.
    case rfc5424
}

/// How lines are told apart on a connection.
public enum LogFraming: Hashable, Sendable {
    /// Each ends with a line feed (RFC 6587 3.4.2).
    case lineFeed
    /// The length and a blank stand before each (RFC 6587 3.4.1, RFC 5425 4.3).
    case octetCounting
    /// Not at all: each line is a datagram of its own.
    case none
}
