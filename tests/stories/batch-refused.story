# Two offers in one WebSocket message; of the two replies in another the second is an error: it refuses the second.
0 open /
0 c {"type":1,"invocationId":"1","target":"Send","arguments":[{"type":"offer","sdp":"$sdp(one 1 actpass audio)"}]}{"type":1,"invocationId":"2","target":"Send","arguments":[{"type":"offer","sdp":"$sdp(two 1 actpass audio)"}]}
0 s {"type":3,"invocationId":"1","result":null}{"type":3,"invocationId":"2","error":"nobody there"}
