/// A response of HTTP/1.1.
public struct WebResponse: Sendable {
    /// The status code, 100 to 599.
    public var status: Int
    /// Header fields, in order.
    public var headers: [(name: String, value: String)]
    /// The content, without its transfer coding; empty in a response whose body is streamed.
    public var body: [UInt8]

    /// Makes a response.
    public init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The first field with this name, whatever the case of its letters.
    public func header(_ name: String) -> String? {
        let name = name.lowercased()
        return headers.first { $0.name.lowercased() == name }?.value
    }
}
