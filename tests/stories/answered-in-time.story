# An offer that still waits is no fault; one that a later offer replaces is none either.
0 open /
0 c {"type":"offer","sdp":"$sdp(alice 1 actpass audio)"}
wait 1000
0 c {"type":"offer","sdp":"$sdp(alice 2 actpass audio video)"}
wait 4000
